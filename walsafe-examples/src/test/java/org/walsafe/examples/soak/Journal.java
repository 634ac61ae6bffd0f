package org.walsafe.examples.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the clients know of their commits, each client's numbered from 1. Thread-safe. */
final class Journal {

    private final Map<Integer, Long> attempted = new HashMap<>();
    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final Set<Commit> promised = new HashSet<>();

    /** A row of one transaction. */
    record Commit(int client, long number) {
        @Override
        public String toString() {
            return "commit " + number + " of client " + client;
        }
    }

    /**
     * A moment of the server's history.
     *
     * @param name the name of the restore point
     * @param before the last commit of each client that it had been told of before
     * @param after the last that each client had begun afterwards
     */
    record RestorePoint(String name, Map<Integer, Long> before, Map<Integer, Long> after) {}

    /** A client begins a transaction. */
    synchronized Commit begin(int client) {
        return new Commit(client, attempted.merge(client, 1L, Long::sum));
    }

    /** The server has told the client that it is committed. */
    synchronized void acknowledge(Commit commit) {
        acknowledged.put(commit.client(), commit.number());
        promised.add(commit);
    }

    /** The last that each client was told of. */
    synchronized Map<Integer, Long> lastAcknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** The last that each client has begun. */
    synchronized Map<Integer, Long> lastBegun() {
        return Map.copyOf(attempted);
    }

    /** How many were acknowledged. */
    synchronized int promises() {
        return promised.size();
    }

    /** What is wrong with a server that has recovered everything. */
    synchronized List<String> faultsAtTheEnd(Collection<Commit> found) {
        return faults(found, acknowledged, attempted);
    }

    /** What is wrong with a server that has recovered up to a moment. */
    synchronized List<String> faultsAt(RestorePoint point, Collection<Commit> found) {
        return faults(found, point.before(), point.after());
    }

    private List<String> faults(Collection<Commit> found, Map<Integer, Long> atLeast, Map<Integer, Long> atMost) {
        List<String> faults = new ArrayList<>();
        promised.stream()
                .filter(commit -> commit.number() <= atLeast.getOrDefault(commit.client(), 0L))
                .filter(commit -> !found.contains(commit))
                .forEach(commit -> faults.add(commit + " is lost"));
        found.stream()
                .filter(commit -> commit.number() > atMost.getOrDefault(commit.client(), 0L))
                .forEach(commit -> faults.add(commit + " is there, too early"));
        return faults;
    }
}
