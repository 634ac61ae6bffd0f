package org.walsafe.verify;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.walsafe.verify.BackupTarget.AtRestorePoint;
import org.walsafe.verify.BackupTarget.AtTime;
import org.walsafe.wal.LogMark;
import org.walsafe.wal.Lsn;

/** Looks among the log's marks for where a target is: the first place behind the backup's end that is enough. Thread-safe. */
final class MarkSearch implements Consumer<LogMark> {

    static final Lsn NOWHERE = Lsn.of(-1);

    private final BackupTarget target;
    private final Lsn consistent;
    private final AtomicReference<Lsn> first = new AtomicReference<>(NOWHERE);

    MarkSearch(BackupTarget target, Lsn consistent) {
        this.target = target;
        this.consistent = consistent;
    }

    @Override
    public void accept(LogMark mark) {
        if (isEnough(mark) && mark.lsn().compareTo(consistent) >= 0) {
            first.accumulateAndGet(mark.lsn(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
    }

    private boolean isEnough(LogMark mark) {
        if (target instanceof AtTime at) {
            return mark instanceof LogMark.Commit && !mark.time().isBefore(at.time());
        }
        return target instanceof AtRestorePoint at
                && mark instanceof LogMark.RestorePoint point
                && point.name().equals(at.name());
    }

    /** Whether marks decide at all. */
    static boolean isFor(BackupTarget target) {
        return target instanceof AtTime || target instanceof AtRestorePoint;
    }

    /** Whether recovery stops before it comes to a position. */
    boolean isBehindTarget(Lsn position) {
        return position.compareTo(first.get()) > 0;
    }

    /** Where the target is; {@link #NOWHERE} where it was not found. */
    Lsn found() {
        return first.get();
    }
}
