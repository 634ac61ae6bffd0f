package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

class XlogDbReaderFuzz {

    @FuzzTest(maxDuration = "2s")
    void everyLineIsTakenWhateverItHolds(byte[] input) throws IOException {
        List<XlogDbLine> lines = new ArrayList<>();

        new XlogDbReader(new ByteArrayInputStream(input)).readAll(lines::add);

        long ends = 0;
        for (byte next : input) {
            ends += next == '\n' ? 1 : 0;
        }
        long unfinished = input.length > 0 && input[input.length - 1] != '\n' ? 1 : 0;
        assertThat(lines).hasSize((int) (ends + unfinished));
    }
}
