package org.walsafe.clone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.clone.CloneFinding.Weight;
import org.walsafe.error.WalSafeException;

/** Collects what the checks find, and tells it as it comes. For one thread. */
final class FindingList {

    private final CloneProgress progress;
    private final List<CloneFinding> all = new ArrayList<>();

    FindingList(CloneProgress progress) {
        this.progress = progress;
    }

    void refuse(CloneCheck check, String sentence, String mend) {
        add(check, Weight.REFUSAL, sentence, mend);
    }

    void warn(CloneCheck check, String sentence, String mend) {
        add(check, Weight.WARNING, sentence, mend);
    }

    void tell(CloneCheck check, String sentence) {
        add(check, Weight.NOTICE, sentence, "");
    }

    /** Nobody could look. */
    void unknown(CloneCheck check, String what, IOException why) {
        Optional<String> hint =
                why.getCause() instanceof WalSafeException explained ? explained.hint() : Optional.empty();
        add(check, Weight.UNKNOWN, what + ": " + why.getMessage() + ".", hint.orElse(""));
    }

    private void add(CloneCheck check, Weight weight, String sentence, String mend) {
        CloneFinding finding = new CloneFinding(check, weight, oneLine(sentence), oneLine(mend));
        all.add(finding);
        progress.found(finding);
    }

    /** Names of files and the words of other programs must not forge a second line. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    boolean stops() {
        return all.stream().anyMatch(CloneFinding::stops);
    }

    List<CloneFinding> all() {
        return List.copyOf(all);
    }
}
