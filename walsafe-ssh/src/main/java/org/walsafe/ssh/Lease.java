package org.walsafe.ssh;

/**
 * The use of a channel, until it is closed.
 *
 * @param <C> the kind of channel
 * @param channel the channel
 * @param giveBack called when it is no longer used
 */
record Lease<C>(C channel, Runnable giveBack) implements AutoCloseable {

    @Override
    public void close() {
        giveBack.run();
    }
}
