package org.walsafe.clone.copy;

import java.util.Optional;

/** The names of a tar file's entries, which a hostile one can make lead anywhere. */
final class TarPath {

    private TarPath() {}

    /**
     * The path that a name means, without what a tar program puts before and behind it; empty text for the topmost directory
     * itself.
     *
     * @return the path, or nothing where it does not stay below
     */
    static Optional<String> checked(String name) {
        if (name.equals(".") || name.equals("./")) {
            return Optional.of("");
        }
        String path = name.startsWith("./") ? name.substring(2) : name;
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
                return Optional.empty();
            }
        }
        return Optional.of(path);
    }
}
