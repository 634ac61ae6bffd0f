package org.walsafe.barman;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@code barman check} found.
 *
 * <p>Immutable and thread-safe.
 *
 * @param results every check, in Barman's order
 * @since 0.1.0
 */
public record BarmanCheck(List<Result> results) {

    /**
     * One check.
     *
     * @param name Barman's name for it in JSON, such as {@code archiver_errors}
     * @param passed whether Barman is content
     * @param hint what Barman says besides; may be empty
     */
    public record Result(String name, boolean passed, String hint) {}

    /** Copies the list. */
    public BarmanCheck {
        results = List.copyOf(results);
    }

    static BarmanCheck of(Json json) throws InvalidBarmanFileException {
        List<Result> results = new ArrayList<>();
        for (var check : json.fields().entrySet()) {
            BarmanFields fields = new BarmanFields("barman check", check.getValue());
            results.add(new Result(
                    check.getKey(),
                    fields.required("status").equals("OK"),
                    fields.text("hint").orElse("")));
        }
        return new BarmanCheck(results);
    }

    /** {@return whether every check passed} */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** {@return the checks that failed} */
    public List<Result> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }
}
