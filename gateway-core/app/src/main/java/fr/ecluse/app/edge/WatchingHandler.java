package fr.ecluse.app.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A handler that looks at its connection at a fixed interval for as long as it stands in the pipeline. */
abstract class WatchingHandler extends ChannelDuplexHandler {

    private final long intervalNanos;
    private @Nullable Future<?> watch;

    WatchingHandler(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        watch = ctx.executor()
                .scheduleAtFixedRate(
                        () -> look(ctx, System.nanoTime()), intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stopWatching();
    }

    /** Ends the watch before the handler leaves. */
    final void stopWatching() {
        if (watch != null) {
            watch.cancel(false);
        }
    }

    /**
     * Called on the event loop at each interval. Must not throw, for it would not be called again.
     *
     * @param now {@link System#nanoTime()}
     */
    abstract void look(ChannelHandlerContext ctx, long now);
}
