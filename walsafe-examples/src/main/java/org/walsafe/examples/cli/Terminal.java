package org.walsafe.examples.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.walsafe.error.PrintableText;

/**
 * Where a command prints: facts to standard output, as text or as one JSON object per line, and what is wrong to standard
 * error, one line each, a JSON object where the command line asks for JSON. Names in it drive no terminal and forge no line.
 *
 * @param out standard output
 * @param err standard error
 * @param complaints how what is wrong is printed
 */
record Terminal(PrintStream out, PrintStream err, Form complaints) {

    /** How facts are printed. */
    enum Form {
        TEXT,
        JSON
    }

    /** Standard output and standard error; what is wrong is printed for people. */
    Terminal(PrintStream out, PrintStream err) {
        this(out, err, Form.TEXT);
    }

    /** The same, for a command line that asks for JSON or does not. */
    Terminal complainingIn(Form form) {
        return new Terminal(out, err, form);
    }

    /** Shows people who watch how far a command is; nothing where JSON is asked for. */
    Progress progress(Progress.Watched watched, String unit) {
        return new Progress(err, complaints == Form.JSON ? Progress.Watched.NONE : watched, unit, System::nanoTime);
    }

    /** Prints one fact: {@code text} for people, {@code fields} for machines. */
    void print(Form form, String text, Map<String, ?> fields) {
        out.println(form == Form.TEXT ? PrintableText.lines(text) : JsonLine.of(fields));
    }

    /** Prints a script, byte for byte as it is to be stored; for machines with its name. */
    void printScript(Form form, String script) {
        out.println(form == Form.TEXT ? script.stripTrailing() : JsonLine.of(Map.of("script", script)));
    }

    /** Prints what is wrong, on one line, whatever names are in it. */
    void complain(String command, String what) {
        complain(command, what, Map.of("error", what));
    }

    /** Prints what is wrong, and says what to end with. */
    ExitStatus complain(String command, String what, ExitStatus ending) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", what);
        fields.put("exit_status", ending.code());
        complain(command, what, fields);
        return ending;
    }

    /** Prints why a command failed, with the hint if there is one, and says what to end with. */
    ExitStatus complain(String command, Exception failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return complain(command, Complaint.of(command, failure));
    }

    /** Prints why a command failed, and says what to end with. */
    ExitStatus complain(String command, Complaint complaint) {
        complain(command, complaint, complaint.ending().code());
        return complaint.ending();
    }

    /** Prints why a command failed that ends with a status of its own. */
    void complain(String command, Complaint complaint, int exitStatus) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("error", complaint.error());
        complaint.hint().ifPresent(hint -> fields.put("hint", hint));
        fields.put("exit_status", exitStatus);
        complain(command, complaint.sentences(), fields);
    }

    private void complain(String command, String text, Map<String, ?> fields) {
        if (complaints == Form.JSON) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("command", command);
            all.putAll(fields);
            err.println(JsonLine.of(all));
        } else {
            err.println("walsafe" + (command.isEmpty() ? "" : " " + command) + ": " + PrintableText.onOneLine(text));
        }
    }
}
