package org.walsafe.archive;

/**
 * The rules and policies that are shipped.
 *
 * <p>A quorum needs no rule: it is a registry made of registries ({@link org.walsafe.registry.QuorumRegistry}), so any
 * policy can be asked of one.
 *
 * <p>All are immutable, pure and thread-safe.
 *
 * @since 0.1.0
 */
public final class ArchivePolicies {

    private ArchivePolicies() {}

    /**
     * {@return the policy that holds where nobody chose another: segments and timeline history files need a confirmation,
     * unattested or not; backup history files need none; partial segments go with a notice}
     */
    public static ArchivePolicy standard() {
        return standard(UnattestedConfirmations.ACCEPTED, PartialSegments.ACCEPTED);
    }

    /**
     * {@return the standard policy with its two choices made}
     *
     * @param unattested whether confirmations without evidence confirm
     * @param partials whether partial segments need a confirmation
     */
    public static ArchivePolicy standard(UnattestedConfirmations unattested, PartialSegments partials) {
        ArchivePolicy policy = ArchivePolicy.of(backupHistoryAccepted());
        return (partials == PartialSegments.ACCEPTED ? policy.then(partialAccepted()) : policy)
                .then(confirmed(unattested));
    }

    /**
     * {@return the rule that a file goes when it is confirmed, and waits until it is; answers every question}
     *
     * @param unattested whether confirmations without evidence confirm
     */
    public static ArchiveRule confirmed(UnattestedConfirmations unattested) {
        return new ConfirmedRule(unattested);
    }

    /**
     * {@return the rule that a file goes only when its evidence says {@link org.walsafe.registry.EvidenceKind#IDENTICAL}
     * and names the SHA-256 that the offered file has; answers every question}
     */
    public static ArchiveRule byteIdentical() {
        return new ByteIdenticalRule();
    }

    /** {@return the rule that backup history files ({@code .backup}) go unconfirmed} */
    public static ArchiveRule backupHistoryAccepted() {
        return new BackupHistoryRule();
    }

    /** {@return the rule that partial segments ({@code .partial}) go unconfirmed, with a notice} */
    public static ArchiveRule partialAccepted() {
        return new PartialSegmentRule();
    }

    /**
     * {@return a notice when more files wait, or longer, than is ordinary; for a gate that is told of the backlog
     * ({@link BacklogSource})}
     *
     * @param limits what is ordinary
     */
    public static NoticeRule backlogNotice(BacklogLimits limits) {
        return new BacklogNotice(limits);
    }
}
