package org.walsafe.barman;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads the lines of a list of archived files, however long the list, and however long a line that is none. */
final class XlogDbReader {

    private static final int LONGEST_LINE = 1024;

    private final InputStream in;
    private final byte[] line = new byte[LONGEST_LINE];
    private long number;

    XlogDbReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    void readAll(Consumer<XlogDbLine> taker) throws IOException {
        int length = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                hand(length, taker);
                length = 0;
            } else if (length < LONGEST_LINE) {
                line[length++] = (byte) next;
            }
        }
        if (length > 0) {
            hand(length, taker);
        }
    }

    private void hand(int length, Consumer<XlogDbLine> taker) {
        taker.accept(XlogDbLine.parse(++number, new String(line, 0, length, StandardCharsets.UTF_8)));
    }
}
