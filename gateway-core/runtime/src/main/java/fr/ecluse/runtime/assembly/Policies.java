package fr.ecluse.runtime.assembly;

import fr.ecluse.runtime.config.ConfigTree;
import fr.ecluse.runtime.flow.FlowLoader;
import fr.ecluse.runtime.reload.Reloadable;
import java.util.Set;

/** The policies of the running flows: those whose options changed are made anew when the configuration is reloaded. */
final class Policies implements Reloadable {

    private final FlowLoader flows;
    private PolicyMaker maker;

    /**
     * @param maker the one that made the policies of these flows
     */
    Policies(FlowLoader flows, PolicyMaker maker) {
        this.flows = flows;
        this.maker = maker;
    }

    @Override
    public String name() {
        return "policies";
    }

    @Override
    public Set<String> sections() {
        return Set.of("policies", "flows");
    }

    @Override
    public Prepared prepare(ConfigTree configuration, long generation) {
        PolicyMaker former = maker;
        PolicyMaker next = maker.with(configuration);
        Prepared policies = flows.remake((flow, present) -> next.remake(flow, present, former), next);
        return new Prepared() {
            @Override
            public void swap() {
                maker = next;
                policies.swap();
            }

            @Override
            public void discard() {
                policies.discard();
            }
        };
    }
}
