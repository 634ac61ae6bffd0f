package org.walsafe.clone;

import java.util.Locale;
import java.util.Optional;

/** One line of {@code repmgr.conf}. For one thread. */
final class RepmgrConfLine {

    private static final int LONGEST_OCTAL = 3;

    private final String line;
    private final String place;
    private int next;

    private RepmgrConfLine(String line, String place) {
        this.line = line;
        this.place = place;
    }

    /** The setting, or empty where the line has none. */
    static Optional<RepmgrConf.Setting> parse(String line, String place) {
        return new RepmgrConfLine(line, place).parse();
    }

    private Optional<RepmgrConf.Setting> parse() {
        skipBlanks();
        if (atEnd()) {
            return Optional.empty();
        }
        String name = name();
        skipBlanks();
        if (next < line.length() && line.charAt(next) == '=') {
            next++;
            skipBlanks();
        }
        boolean quoted = next < line.length() && line.charAt(next) == '\'';
        String value = quoted ? quotedValue() : restOfLine();
        return Optional.of(new RepmgrConf.Setting(name, value));
    }

    private String name() {
        int begin = next;
        while (next < line.length() && isPartOfName(line.charAt(next))) {
            next++;
        }
        if (begin == next || (next < line.length() && " \t='".indexOf(line.charAt(next)) < 0)) {
            throw invalid("does not begin with the name of a setting");
        }
        return line.substring(begin, next).toLowerCase(Locale.ROOT);
    }

    private static boolean isPartOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    }

    private String quotedValue() {
        StringBuilder value = new StringBuilder();
        next++;
        while (next < line.length()) {
            char c = line.charAt(next++);
            if (c == '\\' && next < line.length()) {
                value.append(escaped());
            } else if (c != '\'') {
                value.append(c);
            } else if (next < line.length() && line.charAt(next) == '\'') {
                value.append(line.charAt(next++));
            } else {
                skipBlanks();
                if (!atEnd()) {
                    throw invalid("goes on behind the closing quote");
                }
                return value.toString();
            }
        }
        throw invalid("has no closing quote");
    }

    /** As in PostgreSQL's own configuration files. */
    private char escaped() {
        char c = line.charAt(next++);
        if (c >= '0' && c <= '7') {
            int end = next;
            while (end < line.length()
                    && end < next - 1 + LONGEST_OCTAL
                    && line.charAt(end) >= '0'
                    && line.charAt(end) <= '7') {
                end++;
            }
            char octal = (char) (Integer.parseInt(line, next - 1, end, 8) & 0xFF);
            next = end;
            return octal;
        }
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private String restOfLine() {
        int comment = line.indexOf('#', next);
        String value =
                line.substring(next, comment < 0 ? line.length() : comment).strip();
        next = line.length();
        return value;
    }

    private void skipBlanks() {
        while (next < line.length() && (line.charAt(next) == ' ' || line.charAt(next) == '\t')) {
            next++;
        }
    }

    private boolean atEnd() {
        return next == line.length() || line.charAt(next) == '#';
    }

    private InvalidCloneSettingException invalid(String what) {
        return new InvalidCloneSettingException(
                place + " " + what, "A line is: name = 'value', with a quote in the value doubled.");
    }
}
