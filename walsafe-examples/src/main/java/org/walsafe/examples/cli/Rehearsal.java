package org.walsafe.examples.cli;

/**
 * Runs the commands of every WAL file once, so that a JVM can store the classes they load.
 *
 * <p>Part of packaging; see {@code assemble.sh}.
 */
final class Rehearsal {

    private static final String SEGMENT = "000000010000000000000001";

    private Rehearsal() {}

    /** Works in the directory {@code arguments[0]}, which has a WAL safe directory {@code registry}. */
    public static void main(String[] arguments) {
        String registry = "--registry=file://" + arguments[0] + "/registry";
        Terminal terminal = new Terminal(System.out, System.err);
        require(ExitStatus.DONE, Main.run(new String[] {"confirm", registry, SEGMENT}, terminal));
    }

    private static void require(ExitStatus expected, int status) {
        if (status != expected.code()) {
            throw new IllegalStateException("the rehearsal ended with " + status);
        }
    }
}
