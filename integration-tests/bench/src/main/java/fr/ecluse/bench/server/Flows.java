package fr.ecluse.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flows that a gateway under test runs. */
public enum Flows {
    /** The flow of plain chat with metering, identity and contract, and no other policy. */
    BARE,
    /** All flows as they are delivered. */
    DELIVERED;

    private static final String CHAT = "ai.chat.yaml";
    private static final Pattern POLICY = Pattern.compile("\\s*- to: policy:([a-z-]+).*");
    private static final List<String> KEPT = List.of("metering", "identity", "contract");

    /**
     * The folder with the flows.
     *
     * @param delivered where the delivered ones are
     * @param own an empty folder for flows that are not delivered
     */
    Path folder(Path delivered, Path own) throws IOException {
        return switch (this) {
            case BARE -> {
                Files.writeString(own.resolve(CHAT), bare(Files.readString(delivered.resolve(CHAT))));
                yield own;
            }
            case DELIVERED -> delivered;
        };
    }

    /**
     * A flow with three policies and what is no policy.
     *
     * @throws IllegalArgumentException if it does not have these three
     */
    static String bare(String flow) {
        List<String> policies = flow.lines().map(Flows::policy).toList();
        if (!policies.containsAll(KEPT)) {
            throw new IllegalArgumentException("the delivered flow is not one with " + KEPT);
        }
        StringBuilder bare = new StringBuilder();
        flow.lines()
                .filter(line -> policy(line).isEmpty() || KEPT.contains(policy(line)))
                .forEach(line -> bare.append(line).append('\n'));
        return bare.toString();
    }

    private static String policy(String line) {
        Matcher policy = POLICY.matcher(line);
        return policy.matches() ? policy.group(1) : "";
    }
}
