package clearing.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Collects effects for hosts that want them; the chaincode does not and pays nothing for them. */
public final class EffectLog {
    private final boolean wanted;
    private final List<Effect> effects = new ArrayList<>();

    private EffectLog(boolean wanted) {
        this.wanted = wanted;
    }

    static EffectLog collecting() {
        return new EffectLog(true);
    }

    /** Tells nobody. */
    public static EffectLog discarding() {
        return new EffectLog(false);
    }

    public void add(Supplier<? extends Effect> effect) {
        if (wanted) {
            effects.add(effect.get());
        }
    }

    int mark() {
        return effects.size();
    }

    void rollback(int mark) {
        effects.subList(mark, effects.size()).clear();
    }

    List<Effect> effects() {
        return Collections.unmodifiableList(effects);
    }
}
