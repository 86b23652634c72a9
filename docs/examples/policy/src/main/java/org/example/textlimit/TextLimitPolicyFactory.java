package org.example.textlimit;

import fr.ecluse.spi.Policy;
import fr.ecluse.spi.PolicyContext;
import fr.ecluse.spi.PolicyFactory;

/** Makes the {@code text-limit} policy. */
public final class TextLimitPolicyFactory implements PolicyFactory<TextLimitOptions> {

    @Override
    public String name() {
        return "text-limit";
    }

    @Override
    public Class<TextLimitOptions> configType() {
        return TextLimitOptions.class;
    }

    @Override
    public Policy create(TextLimitOptions options, PolicyContext context) {
        return new TextLimitPolicy(options.maxCharacters());
    }
}
