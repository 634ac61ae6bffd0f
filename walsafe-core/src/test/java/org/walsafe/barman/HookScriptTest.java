package org.walsafe.barman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.WalFileName;

@RequiresRealPart({"dash", "bash", "busybox", "shellcheck"})
class HookScriptTest {

    @TempDir
    Path directory;

    static Stream<List<String>> shells() {
        return Stream.of(
                List.of(RealParts.path("dash").toString()),
                List.of(RealParts.path("bash").toString(), "--posix"),
                List.of(RealParts.path("busybox").toString(), "sh"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void dropsTheNameIntoTheSpool(List<String> shell) throws Exception {
        Path spool = Files.createDirectory(directory.resolve("it's a $(spool) of 100%"));
        HookScript script = new HookScript(HostPath.of(spool.toString()));

        assertThat(run(shell, script, "000000010000000000000005")).isZero();
        assertThat(run(shell, script, "000000010000000000000005")).isZero();
        assertThat(run(shell, script, "00000002.history")).isZero();

        assertThat(new HookSpool(new LocalHost(), HostPath.of(spool.toString())).take())
                .containsExactlyInAnyOrder(
                        WalFileName.parse("000000010000000000000005"), WalFileName.parse("00000002.history"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLinkThatSomebodyPutIntoTheSpoolCostsNoFileItsContent(List<String> shell) throws Exception {
        Path spool = Files.createDirectory(directory.resolve("spool"));
        Path precious = Files.writeString(directory.resolve("precious"), "of Barman's");
        Files.createSymbolicLink(spool.resolve("000000010000000000000005"), precious);
        Files.createLink(spool.resolve("000000010000000000000006"), precious);

        HookScript script = new HookScript(HostPath.of(spool.toString()));
        assertThat(run(shell, script, "000000010000000000000005")).isZero();
        assertThat(run(shell, script, "000000010000000000000006")).isZero();

        assertThat(precious).hasContent("of Barman's");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void givesUpOnWhatCanBeNoName(List<String> shell) throws Exception {
        HookScript script = new HookScript(HostPath.of(directory.toString()));
        for (String segment : List.of("", "..", ".hidden", "../x", "a b", "a\nb", "$(touch x)", "*", "é")) {
            assertThat(run(shell, script, segment)).as(segment).isEqualTo(62);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void givesUpWhereTheNameCannotBeDropped(List<String> shell) throws Exception {
        HookScript script = new HookScript(HostPath.of(directory + "/missing"));

        assertThat(run(shell, script, "000000010000000000000005")).isEqualTo(62);
    }

    @Test
    void isCleanPosixShell() throws Exception {
        Path file = Files.writeString(
                directory.resolve("hook.sh"),
                "#!/bin/sh\n" + new HookScript(HostPath.of("/var/spool/it's")).line() + "\n");

        Process shellcheck = new ProcessBuilder(RealParts.path("shellcheck").toString(), "--shell=sh", file.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shellcheck.getInputStream().readAllBytes(), UTF_8))
                .isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
    }

    @Test
    void doublesThePercentSignsOfItsConfigurationLine() {
        HookScript script = new HookScript(HostPath.of("/spool 100%"));

        assertThat(script.configurationLine())
                .startsWith("post_archive_retry_script = case ")
                .contains("'/spool 100%%/'");
        assertThat(script.line()).contains("'/spool 100%/'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\nb", "/a\rb"})
    void refusesADirectoryThatNoLineCanName(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HookScript(HostPath.of(path)));
    }

    private static int run(List<String> shell, HookScript script, String segment)
            throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(Stream.concat(shell.stream(), Stream.of("-c", script.line()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        process.environment().put("BARMAN_SEGMENT", segment);
        Process started = process.start();
        assertThat(started.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return started.exitValue();
    }
}
