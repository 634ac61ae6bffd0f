package org.walsafe.clone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** An upstream server that says what it is told to. */
final class FakeUpstream implements UpstreamServer {

    final Map<String, String> settings = new HashMap<>(Map.of("wal_level", "replica", "max_wal_senders", "10"));
    final List<String> calls = new ArrayList<>();
    Optional<UpstreamSlot> slot = Optional.empty();
    SystemIdentifier cluster;
    int version = 150019;
    Lsn position = Lsn.parse("0/500000");
    UpstreamFacts.Streaming streaming = UpstreamFacts.Streaming.ALLOWED;
    boolean down;

    FakeUpstream(SystemIdentifier cluster) {
        this.cluster = cluster;
    }

    @Override
    public String name() {
        return "pg:5432";
    }

    @Override
    public UpstreamFacts look() throws IOException {
        if (down) {
            throw new IOException("connection refused");
        }
        return new UpstreamFacts(
                version,
                Optional.of(cluster),
                Optional.of(TimelineId.of(1)),
                Optional.of(position),
                OptionalLong.of(30_000_000),
                settings,
                streaming);
    }

    @Override
    public Optional<UpstreamSlot> slot(String name) {
        return slot;
    }

    @Override
    public void createSlot(String name) {
        calls.add("create " + name);
    }

    @Override
    public void dropSlot(String name) {
        calls.add("drop " + name);
    }
}
