package org.walsafe.archive;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.archive.ArchiveDecision.Refused;
import org.walsafe.archive.ArchiveDecision.Unknown;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL's {@code archive_command} as an object: looks at the offered file, asks the registry, lets the policy decide.
 *
 * <p>It copies nothing and, as far as the file at hand is concerned, deletes nothing: asked again, it answers again. That
 * matters, because PostgreSQL asks again after every crash that came between the answer and its own note of it.
 *
 * <p>Thread-safe, and so usable by two archivers of one server, as there may be up to version 13. Blocks as long as the
 * registry and the files do; PostgreSQL waits meanwhile.
 *
 * @since 0.1.0
 */
public final class ArchiveGate {

    private final WalSafeRegistry registry;
    private final ArchivePolicy policy;
    private final InstantSource time;
    private final HostFiles files;
    private final ServerFacts server;
    private final @Nullable BacklogSource backlog;
    private final @Nullable MarkerCleanup cleanup;

    private ArchiveGate(Builder builder) {
        registry = builder.registry;
        policy = builder.policy;
        time = builder.time;
        files = builder.files;
        server = builder.server;
        backlog = builder.backlog;
        cleanup = builder.cleanup;
    }

    /**
     * {@return a gate to be set up; it has the {@linkplain ArchivePolicies#standard() standard policy} and cleans up
     * nothing}
     *
     * @param registry holds the confirmations; stays the caller's to close
     * @param files the files of PostgreSQL's host
     * @param time tells rules the time
     */
    public static Builder builder(WalSafeRegistry registry, HostFiles files, InstantSource time) {
        return new Builder(registry, files, time);
    }

    /**
     * Answers PostgreSQL's archiver.
     *
     * @param path the file, {@code %p} made absolute
     * @param name its name, {@code %f}
     * @return the decision; every failure is one, too
     * @throws IllegalStateException when the registry or the host is closed
     */
    public ArchiveDecision decide(HostPath path, String name) {
        Optional<WalFileName> file = WalFileName.tryParse(name);
        if (file.isEmpty()) {
            return new Refused("file-name", PrintableText.quoted(name) + " is not the name of a WAL file");
        }
        if (!path.name().equals(name)) {
            return new Refused(
                    "arguments", "the path given with " + name + " is that of another file: give %p, then %f");
        }
        try {
            return decide(path, file.get(), backlog == null ? Optional.empty() : Optional.of(backlog.read()));
        } catch (IOException e) {
            return decide(path, file.get(), Optional.empty())
                    .with(new Notice("backlog", "the backlog could not be looked at: " + e.getMessage()));
        }
    }

    private ArchiveDecision decide(HostPath path, WalFileName file, Optional<Backlog> waiting) {
        OfferedFile offered = new OfferedFileReader(files).read(path, file);
        ArchiveQuestion question = new ArchiveQuestion(
                file, offered, registry.lookup(file), serverOf(offered, path), waiting, time.instant());
        ArchiveDecision decision = policy.decide(question);
        if (decision instanceof ArchivedWithHole intended) {
            decision = recorded(intended);
        }
        return cleanup != null && decision.letsGo() ? cleanedUp(cleanup, question, path, decision) : decision;
    }

    /** Where the offered file does not tell its cluster, the data directory does: the parent of {@code pg_wal}. */
    private ServerFacts serverOf(OfferedFile offered, HostPath path) {
        boolean tells = offered instanceof OfferedFile.Present present
                && present.header().isPresent()
                && present.header().get() instanceof SegmentHeaderReading.Known;
        if (tells || server.systemIdentifier().isPresent()) {
            return server;
        }
        try {
            return server.with(ControlFile.systemIdentifier(files, path.parent().parent()));
        } catch (IOException stillUnknown) {
            return server;
        }
    }

    private ArchiveDecision recorded(ArchivedWithHole intended) {
        try {
            registry.recordHole(intended.hole());
            return intended;
        } catch (WalSafeException e) {
            return new Unknown(
                    intended.rule(),
                    intended.hole().file() + " stays, for its hole could not be recorded: " + e.getMessage());
        }
    }

    /** A clean-up that fails is tried again with the next file; it changes no decision. */
    private static ArchiveDecision cleanedUp(
            MarkerCleanup cleanup, ArchiveQuestion question, HostPath path, ArchiveDecision decision) {
        if (!(question.file() instanceof SegmentName segment
                && question.offered() instanceof OfferedFile.Present present
                && present.header().isPresent()
                && present.header().get() instanceof SegmentHeaderReading.Known known)) {
            return decision;
        }
        try {
            cleanup.behind(segment, known.header().segmentSize(), path.parent());
            return decision;
        } catch (IOException | WalSafeException e) {
            return decision.with(new Notice("clean-up", "old confirmations could not be removed: " + e.getMessage()));
        }
    }

    /** Puts a gate together. For one thread. */
    public static final class Builder {

        private final WalSafeRegistry registry;
        private final HostFiles files;
        private final InstantSource time;
        private ArchivePolicy policy = ArchivePolicies.standard();
        private ServerFacts server = ServerFacts.NONE;
        private @Nullable BacklogSource backlog;
        private @Nullable MarkerCleanup cleanup;

        private Builder(WalSafeRegistry registry, HostFiles files, InstantSource time) {
            this.registry = registry;
            this.files = files;
            this.time = time;
        }

        /**
         * Sets what may go.
         *
         * @param newPolicy the policy
         * @return this builder
         */
        public Builder policy(ArchivePolicy newPolicy) {
            policy = newPolicy;
            return this;
        }

        /**
         * Sets what is known of the server. Its system identifier is read from {@code global/pg_control} where it is needed
         * and not known.
         *
         * @param newFacts the facts
         * @return this builder
         */
        public Builder server(ServerFacts newFacts) {
            server = newFacts;
            return this;
        }

        /**
         * Lets the policy see the backlog.
         *
         * @param newSource where to look, for every question
         * @return this builder
         */
        public Builder backlog(BacklogSource newSource) {
            backlog = newSource;
            return this;
        }

        /**
         * Removes old confirmations after each segment that went: for where no reconciler does.
         *
         * @return this builder
         */
        public Builder cleaningUp() {
            cleanup = new MarkerCleanup(registry, files);
            return this;
        }

        /** {@return the gate} */
        public ArchiveGate build() {
            return new ArchiveGate(this);
        }
    }
}
