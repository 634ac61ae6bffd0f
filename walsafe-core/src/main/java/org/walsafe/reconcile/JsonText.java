package org.walsafe.reconcile;

import java.util.Optional;

/** Writes JSON (RFC 8259), as plain ASCII. Numbers stand bare, everything else is shown by its {@code toString()}. */
final class JsonText {

    private final StringBuilder text = new StringBuilder(512);
    private boolean needsComma;

    void object(Runnable fields) {
        enclose('{', fields, '}');
    }

    void array(Runnable elements) {
        enclose('[', elements, ']');
    }

    void field(String name, Object value) {
        name(name);
        value(value);
    }

    void name(String name) {
        separate();
        quote(name);
        text.append(": ");
        needsComma = false;
    }

    void nothing() {
        separate();
        text.append("null");
        needsComma = true;
    }

    private void value(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresentOrElse(this::value, this::nothing);
            return;
        }
        separate();
        if (value instanceof Number) {
            text.append(value);
        } else {
            quote(String.valueOf(value));
        }
        needsComma = true;
    }

    private void enclose(char opening, Runnable content, char closing) {
        separate();
        text.append(opening);
        needsComma = false;
        content.run();
        text.append(closing);
        needsComma = true;
    }

    private void separate() {
        if (needsComma) {
            text.append(", ");
            needsComma = false;
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c >= ' ' && c <= '~') {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
