package org.walsafe.registry;

import java.util.Optional;
import org.walsafe.wal.WalFileName;

/**
 * The statement "this WAL file is safe in the archive".
 *
 * <p>Immutable and thread-safe.
 *
 * @param file the WAL file
 * @param evidence what the statement is founded on; empty for an unattested confirmation, such as {@code touch} makes
 * @since 0.1.0
 */
public record Confirmation(WalFileName file, Optional<Evidence> evidence) {

    /** A confirmation without evidence. */
    public static Confirmation unattested(WalFileName file) {
        return new Confirmation(file, Optional.empty());
    }

    /** A confirmation founded on {@code evidence}. */
    public static Confirmation attested(WalFileName file, Evidence evidence) {
        return new Confirmation(file, Optional.of(evidence));
    }

    /** Whether it names evidence; who confirmed and when is none by itself. */
    public boolean isAttested() {
        return evidence.isPresent() && evidence.get().attestsAnything();
    }

    /** Whether both can be true: they speak of one file, and their evidence does not contradict. */
    public boolean agreesWith(Confirmation other) {
        return file.equals(other.file)
                && (evidence.isEmpty()
                        || other.evidence.isEmpty()
                        || evidence.get().agreesWith(other.evidence.get()));
    }
}
