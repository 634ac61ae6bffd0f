package org.walsafe.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints the line and branch coverage of each package from JaCoCo's table of classes. */
public final class CoverageTable {

    private static final int PACKAGE = 1;
    private static final int BRANCHES_MISSED = 5;
    private static final int LINES_MISSED = 7;

    private CoverageTable() {}

    /**
     * Prints the table.
     *
     * @param arguments JaCoCo's CSV file
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        System.out.print(of(Files.readAllLines(Path.of(arguments[0]))));
    }

    static String of(List<String> csv) {
        Map<String, Coverage> packages = new TreeMap<>();
        for (String line : csv.subList(1, csv.size())) {
            String[] cells = line.split(",");
            packages.merge(
                    cells[PACKAGE],
                    new Coverage(tally(cells, LINES_MISSED), tally(cells, BRANCHES_MISSED)),
                    Coverage::plus);
        }
        StringBuilder table = new StringBuilder("| package | lines | branches |\n|---|---|---|\n");
        packages.forEach((name, coverage) -> table.append(coverage.row("`" + name + "`")));
        Coverage all = packages.values().stream().reduce(Coverage.NONE, Coverage::plus);
        return table.append(all.row("all")).toString();
    }

    /** JaCoCo says how many were missed, and in the next cell how many were covered. */
    private static Tally tally(String[] cells, int missed) {
        int covered = Integer.parseInt(cells[missed + 1]);
        return new Tally(covered, covered + Integer.parseInt(cells[missed]));
    }

    private record Coverage(Tally lines, Tally branches) {

        static final Coverage NONE = new Coverage(Tally.NONE, Tally.NONE);

        Coverage plus(Coverage other) {
            return new Coverage(lines.plus(other.lines), branches.plus(other.branches));
        }

        String row(String name) {
            return "| " + name + " | " + lines.share() + " | " + branches.share() + " |\n";
        }
    }
}
