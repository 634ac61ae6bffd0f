package org.walsafe.examples.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.Option;

/** {@code --registry}. */
final class RegistryOption {

    @Option(
            names = "--registry",
            paramLabel = "URI",
            description = "Where confirmations are kept, for example file:///var/lib/postgresql/.wal_safe_dir;"
                    + " or the variable WALSAFE_REGISTRY.")
    private @Nullable String address;

    /** Where it is. */
    URI uri() {
        return RegistryAddress.uri(address);
    }

    /** Opens it. */
    WalSafeRegistry open() {
        return RegistryAddress.open(address);
    }
}
