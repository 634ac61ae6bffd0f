package org.walsafe.clone.copy;

import java.util.Optional;

/** The copying of one file, from the first attempt to the end. For one thread at a time. */
final class FileCopy {

    /** What is shorter is fetched again from its beginning. */
    private static final long WORTH_GOING_ON = 8 << 20;

    private final CopiedFile file;
    private final Expectation expectation;
    private boolean done;

    FileCopy(CopiedFile file, Expectation expectation) {
        this.file = file;
        this.expectation = expectation;
    }

    CopiedFile file() {
        return file;
    }

    Expectation expectation() {
        return expectation;
    }

    boolean isDone() {
        return done;
    }

    void keepIfPossible(LocalCopies copies, CopyTally tally) {
        if (!done && copies.keep(file, expectation)) {
            done = true;
            tally.keptUnread(file.size(), expectation.by());
        }
    }

    StagedFile begin() {
        return StagedFile.begin(
                file.staged(), file.mode(), expectation.content().algorithm().start());
    }

    /** Goes on with what an earlier attempt left, where that is worth it. */
    Optional<StagedFile> goOn() {
        return file.size() < WORTH_GOING_ON
                ? Optional.empty()
                : StagedFile.goOn(
                        file.staged(),
                        file.size(),
                        expectation.content().algorithm().start());
    }

    /** Ends it, and tells whether the content is right. */
    boolean endsRight(StagedFile staged, CopyTally tally) {
        done = staged.endsAs(expectation);
        if (done) {
            tally.copied(file.size(), expectation.by());
        }
        return done;
    }
}
