package org.walsafe.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prints the mutation score of each package and every survivor from PIT's table of mutants. */
public final class MutationScores {

    /** A mutant that runs for ever, or out of memory, was noticed; so PIT counts, too. */
    private static final Set<String> NOTICED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR");

    private MutationScores() {}

    /**
     * Prints the table.
     *
     * @param arguments PIT's CSV file
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        System.out.print(of(Files.readAllLines(Path.of(arguments[0]))));
    }

    static String of(List<String> csv) {
        Map<String, Tally> packages = new TreeMap<>();
        StringBuilder survivors = new StringBuilder();
        for (String line : csv) {
            Mutant mutant = Mutant.of(line);
            packages.merge(mutant.packageName(), new Tally(mutant.noticed() ? 1 : 0, 1), Tally::plus);
            if (!mutant.noticed()) {
                survivors.append(mutant.description());
            }
        }
        StringBuilder table = new StringBuilder("| package | mutants | killed | score |\n|---|---|---|---|\n");
        packages.forEach((name, tally) -> table.append(row("`" + name + "`", tally)));
        table.append(row("all", packages.values().stream().reduce(Tally.NONE, Tally::plus)));
        return table.append('\n').append(survivors).toString();
    }

    private static String row(String name, Tally tally) {
        return "| " + name + " | " + tally.total() + " | " + tally.reached() + " | " + tally.share() + " |\n";
    }

    private record Mutant(String type, String mutator, String method, String line, String status) {

        /** The first cell is the file, the last one the test that noticed. */
        static Mutant of(String csv) {
            String[] cells = csv.split(",");
            return new Mutant(cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        boolean noticed() {
            return NOTICED.contains(status);
        }

        String packageName() {
            return type.substring(0, type.lastIndexOf('.'));
        }

        String description() {
            String change = mutator.substring(mutator.lastIndexOf('.') + 1);
            return status + " " + type + "." + method + ":" + line + " " + change + "\n";
        }
    }
}
