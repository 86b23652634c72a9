package fr.ecluse.runtime.flow;

import fr.ecluse.runtime.contract.ContractOperation;
import fr.ecluse.runtime.policy.PolicyStep;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Policies that were made and serve no flow yet. For one thread. */
final class NewPolicies {

    private final Map<PolicyStep, List<ContractOperation>> made = new IdentityHashMap<>();

    /**
     * Takes one on.
     *
     * @param operations of the flow that it was made for
     * @return the policy
     */
    PolicyStep add(PolicyStep step, List<ContractOperation> operations) {
        made.put(step, operations);
        return step;
    }

    /**
     * Has all prepare at the same time: some of them compile, and the gateway is to start soon.
     *
     * @throws RuntimeException what one of them throws, after all have come to an end
     */
    void prepare() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            made.forEach((step, operations) -> running.add(threads.submit(() -> step.prepare(operations))));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while policies prepared", e);
        }
    }

    /** Closes all. */
    void close() {
        made.keySet().forEach(PolicyStep::close);
    }
}
