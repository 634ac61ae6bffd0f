package org.walsafe.barman;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.PostgresMajor;

/**
 * How PostgreSQL and Barman are set up for the gate: the exact lines, and what to beware of. Changes nothing.
 *
 * <p>For Barman receiving by streaming, since the gate takes the place of {@code archive_command}. The settings are those of
 * PostgreSQL 9.2 to 18 and of Barman 2.0 to 3.17.
 *
 * <p>Immutable and thread-safe.
 *
 * @param sections what to write where, in the order in which to do it
 * @param warnings what to beware of, each a whole sentence or a few
 * @since 0.1.0
 */
public record SetupAdvice(List<SetupSection> sections, List<String> warnings) {

    /** Copies the lists. */
    public SetupAdvice {
        sections = List.copyOf(sections);
        warnings = List.copyOf(warnings);
    }

    /**
     * The advice for one server.
     *
     * @param facts what is known of it
     * @return what to do, and what to beware of
     * @throws IllegalArgumentException when the hook's command cannot stand in Barman's configuration
     */
    public static SetupAdvice of(SetupFacts facts) {
        return new SetupAdvice(sections(facts), warnings(facts));
    }

    private static List<SetupSection> sections(SetupFacts facts) {
        List<SetupSection> sections = new ArrayList<>();
        sections.add(new SetupSection(
                "PostgreSQL's host, as the user that PostgreSQL runs as", directory(facts.safeDirectory())));
        facts.spool()
                .ifPresent(spool -> sections.add(
                        new SetupSection("Barman's host, as the user that Barman runs as", directory(spool))));
        sections.add(new SetupSection("Barman's server file", barmanLines(facts)));
        sections.add(new SetupSection("postgresql.conf", postgresLines(facts)));
        return sections;
    }

    private static List<String> directory(HostPath directory) {
        String word = ShellWord.quote(directory.value());
        return List.of("mkdir -p " + word, "chmod 0700 " + word);
    }

    private static List<String> barmanLines(SetupFacts facts) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + facts.serverName() + "]");
        lines.add("streaming_archiver = on");
        if (facts.slot().isPresent()) {
            lines.add("slot_name = " + BarmanConfiguration.value(facts.slot().get()));
        } else {
            lines.add("archiver = on");
        }
        facts.hook().ifPresent(hook -> lines.add("post_archive_retry_script = " + BarmanConfiguration.value(hook)));
        return lines;
    }

    private static List<String> postgresLines(SetupFacts facts) {
        return List.of(
                facts.major().isAtLeast(PostgresMajor.V9_6) ? "wal_level = replica" : "wal_level = hot_standby",
                "max_wal_senders = 3",
                "archive_mode = on",
                facts.archiveCommandLine());
    }

    private static List<String> warnings(SetupFacts facts) {
        List<String> warnings = new ArrayList<>();
        warnings.add(
                "archive_mode and wal_level take effect after a restart of PostgreSQL, archive_command after a reload."
                        + " Set up Barman first: from then on PostgreSQL keeps what Barman does not have.");
        addSlots(facts, warnings);
        if (!facts.major().isAtLeast(PostgresMajor.V9_6)) {
            warnings.add("Barman 3.3 and later back up no PostgreSQL before 9.6. The last Barman that supports "
                    + facts.major() + " is 2.19.");
        }
        if (facts.slot().isEmpty()) {
            warnings.add(
                    "'archiver = on' is needed although nothing comes that way: Barman disables a server that streams"
                            + " with neither a slot nor the archiver.");
        }
        facts.presentPostScript()
                .ifPresent(script -> warnings.add("post_archive_script is set: " + script
                        + ". It runs also when Barman could not archive the file, and cannot see that, because Barman gives"
                        + " BARMAN_ERROR to retry scripts only. If it confirms anything, remove it."));
        facts.presentPostRetryScript()
                .filter(script ->
                        facts.hook().isPresent() && !facts.hook().get().equals(script))
                .ifPresent(script -> warnings.add("post_archive_retry_script is set already: " + script
                        + ". Barman runs only one; if it is still needed, call it from a script of your own."));
        if (facts.hook().filter(hook -> hook.indexOf('%') >= 0).isPresent()) {
            warnings.add(
                    "Each '%' of the hook's command is doubled in Barman's server file, because Barman reads a single"
                            + " one as the beginning of a variable. The shell gets it single.");
        }
        warnings.add(
                "Barman never receives what PostgreSQL wrote before the stream began. Where such WAL files wait when"
                        + " the gate is set, confirm them by hand (walsafe confirm), or PostgreSQL keeps them, and all"
                        + " later ones, for ever.");
        if (facts.major().hasReplicationSlots()) {
            warnings.add(
                    "While the gate's last answer was 'pending', Barman's check says 'continuous archiving: FAILED'"
                            + " and its backup refuses to begin, as it goes by pg_stat_archiver. Confirm without delay"
                            + " (walsafe reconcile --follow), and have a backup that was refused tried again.");
        }
        warnings.add(
                "On an idle server Barman holds the last segment that it received back until the next one begins, so"
                        + " PostgreSQL waits for that segment too. archive_timeout bounds the wait.");
        return warnings;
    }

    private static void addSlots(SetupFacts facts, List<String> warnings) {
        if (!facts.major().hasReplicationSlots()) {
            return;
        }
        Optional<String> slot = facts.slot();
        warnings.add("PostgreSQL " + facts.major()
                + " has replication slots, and Barman can use one (slot_name): it keeps WAL"
                + " until Barman has received it, with nothing else to set up."
                + (slot.isPresent()
                        ? " The gate is a second lock beside the slot."
                        : " Take the gate instead only for a reason, and write the reason down."));
        if (facts.slotsInUse() > 0) {
            warnings.add("The server has " + facts.slotsInUse() + (facts.slotsInUse() == 1 ? " slot." : " slots.")
                    + " WAL stays until every one of them and the gate let it go.");
        }
    }
}
