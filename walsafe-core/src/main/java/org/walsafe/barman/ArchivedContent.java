package org.walsafe.barman;

import org.walsafe.registry.Evidence;

/** What came of reading an archived file to its end. */
sealed interface ArchivedContent {

    /** It holds what its name says, as far as its kind can tell; this is the evidence. */
    record Sound(Evidence evidence) implements ArchivedContent {}

    /** It does not; or nobody can tell, because it is encrypted, or of a version or compression unknown to this JVM. */
    record Unsound(String reason) implements ArchivedContent {}
}
