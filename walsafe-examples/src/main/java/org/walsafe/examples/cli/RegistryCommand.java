package org.walsafe.examples.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.RegistrySchema;
import org.walsafe.jdbc.RegistryTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walsafe registry}: the registries themselves. */
@Command(
        name = "registry",
        description = {
            "Registries in a PostgreSQL database.",
            "",
            "--registry takes two forms of jdbc: URIs:",
            "  jdbc:postgresql://HOST/DATABASE?walsafe.cluster=SYSTEM_IDENTIFIER",
            "    a cluster's part of the table that 'walsafe registry create' makes; &walsafe.schema=NAME where it is not"
                    + " in the schema walsafe. To ask needs USAGE of the schema and SELECT on its tables, to confirm also"
                    + " INSERT and DELETE on marker.",
            "  jdbc:postgresql://HOST/postgres?walsafe.directory=/PATH",
            "    the WAL safe directory on that server's own machine, where the sh gate looks. PostgreSQL 11 and newer:"
                    + " pg_execute_server_program, pg_read_server_files, and EXECUTE on pg_stat_file,"
                    + " pg_read_binary_file and pg_ls_dir; up to 10: a superuser, and a path below the data directory,"
                    + " which may be a symbolic link.",
            "",
            "Passwords belong into ~/.pgpass; other parameters of the URI are those of the PostgreSQL JDBC driver. With"
                    + " HOST,OTHER and targetServerType=primary a registry follows its database's failover; its line in"
                    + " ~/.pgpass then begins HOST,OTHER:."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "2:wrong arguments, or the tables are of a newer WalSafe", "3:the database failed"})
final class RegistryCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // for its --help
    private JsonOption json = new JsonOption();

    RegistryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** Creates the tables of registries. */
    @Command(
            name = "create",
            description = "Create the tables of registries in a database, or bring them up to date.",
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {
                "0:the tables are there and up to date",
                "2:wrong arguments, or the tables are of a newer WalSafe",
                "3:the database failed or refused; nothing was changed"
            })
    Integer create(
            @Parameters(paramLabel = "URL", description = "The database, as in jdbc:postgresql://host/database.")
                    String url,
            @Option(
                            names = "--schema",
                            paramLabel = "NAME",
                            defaultValue = "walsafe",
                            description = "The schema to have them in (default: walsafe).")
                    String schema,
            @Mixin JsonOption createJson)
            throws IOException {
        try (Database database = DatabaseAddress.open(url)) {
            RegistryTable table = new RegistryTable(schema);
            RegistrySchema.Change change = new RegistrySchema(database, table).install();
            boolean changed = change.before() != change.after();
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("schema", schema);
            fields.put("before", change.before());
            fields.put("version", change.after());
            terminal.print(
                    createJson.form(),
                    "the registry tables in schema " + schema + " are of version " + change.after()
                            + (changed ? " now" : " already"),
                    fields);
            return ExitStatus.DONE.code();
        }
    }
}
