package org.walsafe.restore;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.commons.io.input.BrokenInputStream;
import org.walsafe.wal.WalFileName;

/** A source in memory that can be made to fail. */
final class MapSource implements WalSource {

    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    private final String name;
    volatile boolean reachable = true;
    volatile boolean listable = true;
    int comesBackAfter = Integer.MAX_VALUE;
    int breaksAfter = Integer.MAX_VALUE;

    MapSource(String name) {
        this.name = name;
    }

    void keep(WalFileName file, byte[] content) {
        keep(file.text(), content);
    }

    void keep(String file, byte[] content) {
        files.put(file, content);
    }

    void remove(String file) {
        files.remove(file);
    }

    @Override
    public String location() {
        return name;
    }

    @Override
    public SourceAnswer open(WalFileName file, Deadline deadline) {
        if (!reachable && comesBackAfter-- > 0) {
            return new SourceAnswer.CouldNotLook(name + " is down");
        }
        byte[] content = files.get(file.text());
        return content == null
                ? new SourceAnswer.Absent(name)
                : new SourceAnswer.Found(stream(content), name + ":" + file, SourceAnswer.Extent.WHOLE);
    }

    private InputStream stream(byte[] content) {
        return breaksAfter == Integer.MAX_VALUE
                ? new ByteArrayInputStream(content)
                : new SequenceInputStream(
                        new ByteArrayInputStream(content, 0, breaksAfter),
                        new BrokenInputStream(() -> new IOException("the line is dead")));
    }

    @Override
    public LaterFile later(WalFileName absent, Deadline deadline) {
        if (!listable) {
            return new LaterFile.CouldNotLook(name + " cannot be listed");
        }
        FirstOf first = new FirstOf();
        files.keySet().stream().filter(file -> LaterNames.isLater(file, absent)).forEach(first::take);
        return first.answer();
    }
}
