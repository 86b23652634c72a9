package fr.ecluse.acceptance.soak;

import fr.ecluse.acceptance.support.Chats;
import fr.ecluse.acceptance.support.DemoKey;
import fr.ecluse.acceptance.support.GatewayProcess;
import fr.ecluse.acceptance.support.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers of every kind at once: most ask and get their answer, some read streams, and some do what leaves things behind
 * in servers: they leave within a stream, by closing or with a reset, have no key, or send what is no JSON.
 */
final class MixedLoad {

    private static final int CALLERS = 64;
    private static final int ROUND = 20;
    private static final long NANOS = 1_000_000_000;
    private static final String WORDS = "Bonjour tout le monde ".repeat(5);

    private final GatewayProcess gateway;
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    MixedLoad(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /** What was answered otherwise than it should be. */
    Queue<String> faults() {
        return faults;
    }

    /** Calls as fast as answers come; gives the requests per second. */
    double full(Duration time) throws InterruptedException {
        return run(time, 0);
    }

    /** Calls at this rate. */
    void steady(Duration time, double perSecond) throws InterruptedException {
        double ignored = run(time, Math.round(CALLERS / perSecond * NANOS));
    }

    private double run(Duration time, long nanosBetween) throws InterruptedException {
        LongAdder count = new LongAdder();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int first = i;
                callers.submit(() -> call(first, end, nanosBetween, count));
            }
        }
        return count.sum() * (double) NANOS / (System.nanoTime() - start);
    }

    /** One caller: a connection for what ends well, others for the rest. */
    private void call(int first, long end, long nanosBetween, LongAdder count) {
        long due = System.nanoTime() + nanosBetween * first / CALLERS;
        try (RawClient client = RawClient.connect(gateway.url())) {
            for (int number = first; System.nanoTime() - end < 0; number++, due += nanosBetween) {
                LockSupport.parkNanos(due - System.nanoTime());
                exchange(number % ROUND, client);
                count.increment();
            }
        } catch (IOException | RuntimeException e) {
            faults.add(e.toString());
        }
    }

    private void exchange(int kind, RawClient client) throws IOException {
        switch (kind) {
            case 0 -> refused(401, "ecl_agent_0123456789abcdef", Chats.plain("sim-echo", "Bonjour"));
            case 1 -> refused(400, gateway.key(DemoKey.AGENT), "{\"model\":");
            case 2 -> leaveStream(false);
            case 3 -> leaveStream(true);
            case 4, 5, 6 -> {
                client.post(
                        Chats.PATH,
                        gateway.key(DemoKey.AGENT),
                        Chats.streamed("sim-echo", WORDS, "\"tokens_per_second\":5000"));
                require(200, client.readHead());
                byte[] ignored = client.readRest();
            }
            default -> {
                client.post(Chats.PATH, gateway.key(DemoKey.AGENT), Chats.plain("sim-echo", "Bonjour"));
                RawClient.Head head = client.readHead();
                require(200, head);
                String ignored = client.readBody(head);
            }
        }
    }

    private void refused(int status, String key, String body) throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(Chats.PATH, key, body);
            require(status, client.readHead());
        }
    }

    private void leaveStream(boolean reset) throws IOException {
        try (RawClient client = RawClient.connect(gateway.url())) {
            client.post(
                    Chats.PATH,
                    gateway.key(DemoKey.AGENT),
                    Chats.streamed("sim-echo", WORDS, "\"tokens_per_second\":20"));
            require(200, client.readHead());
            var ignored = client.readEvent();
            if (reset) {
                client.reset();
            }
        }
    }

    private void require(int status, RawClient.Head head) {
        if (head.status() != status) {
            faults.add(head.status() + " instead of " + status);
        }
    }
}
