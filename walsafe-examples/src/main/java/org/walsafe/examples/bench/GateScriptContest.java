package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.walsafe.archive.ArchiveCommandSetting;
import org.walsafe.archive.GateScript;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.MarkerFormat;
import org.walsafe.wal.WalFileName;

/** The {@code sh} gate beside the {@code archive_command} that it replaces. */
final class GateScriptContest {

    private static final double GOAL = 1.5;
    private static final Confirmation UNATTESTED = Confirmation.unattested(WalFileName.parse(OfferedSegment.NAME));

    private GateScriptContest() {}

    /** Prepares it. */
    static Contest in(Path directory) throws IOException {
        OfferedSegment offered = OfferedSegment.in(directory);
        HostPath registry = HostPath.of(offered.registry().toString());
        Path script = Files.writeString(
                directory.resolve("walsafe-gate.sh"), GateScript.of(registry).text());
        String gate =
                ArchiveCommandSetting.sourcing(HostPath.of(script.toString())).value();
        String separate = "/bin/sh " + ShellWord.quote(script.toString()) + " \"%p\" \"%f\"";
        String done = ShellWord.quote(registry.value()) + "/%f.done";
        String oneLiner = "(test -f " + done + " && rm -f " + done + ") || (echo \"%f\" | grep -q \".backup\")";

        return new Contest(
                "The sh gate, beside the one-liner of the workaround that it replaces",
                "The marker is there, and PostgreSQL may recycle a segment of 16 MB. Each run forks a process that becomes"
                        + " `sh -c`, as PostgreSQL does it.",
                101,
                20,
                List.of(
                        Side.of("`test -f … && rm -f …`", answering(oneLiner, UNATTESTED, offered)),
                        Side.of("gate, unattested marker", answering(gate, UNATTESTED, offered))
                                .atMost(GOAL),
                        Side.of("gate, system identifier checked", answering(gate, offered.attested(), offered))
                                .atMost(GOAL),
                        Side.of(
                                "the same as `/bin/sh gate.sh %p %f`, a second shell",
                                answering(separate, offered.attested(), offered))));
    }

    /** The gate that compares SHA-256, beside the program that computes it. */
    static Contest sha256In(Path directory) throws IOException {
        OfferedSegment offered = OfferedSegment.in(directory);
        Path script = Files.writeString(
                directory.resolve("walsafe-gate.sh"),
                GateScript.of(HostPath.of(offered.registry().toString())).text());
        String gate =
                ArchiveCommandSetting.sourcing(HostPath.of(script.toString())).value();

        return new Contest(
                "The sh gate that compares SHA-256, beside sha256sum",
                "The marker attests the SHA-256 of the segment, and the gate compares it.",
                31,
                3,
                List.of(
                        Programs.side(
                                "`sha256sum` of the segment",
                                "sha256sum",
                                ShellWork.of(offered.data(), "sha256sum " + offered.path())),
                        Side.of("gate, SHA-256 checked", answering(gate, offered.attestedBySha256(), offered))));
    }

    private static ShellWork answering(String archiveCommand, Confirmation confirmation, OfferedSegment offered) {
        String content = new String(MarkerFormat.print(confirmation).bytes(), StandardCharsets.US_ASCII);
        return ShellWork.of(
                        offered.data(),
                        archiveCommand.replace("%p", offered.path()).replace("%f", OfferedSegment.NAME))
                .after("printf %s " + ShellWord.quote(content) + " >"
                        + ShellWord.quote(offered.marker().toString()));
    }
}
