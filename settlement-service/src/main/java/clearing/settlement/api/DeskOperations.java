package clearing.settlement.api;

import java.util.Map;

/** All operations on breaks and of the desk. */
final class DeskOperations {
    private final ServiceParts parts;
    private final Json json;
    private final Announcer announcer;

    DeskOperations(ServiceParts parts, Json json, Announcer announcer) {
        this.parts = parts;
        this.json = json;
        this.announcer = announcer;
    }

    void register(Map<String, Operation> operations) {
        new MatchOperations(parts.database(), json).register(operations);
        new BreakOperations(parts.database(), parts.clock(), json).register(operations);
        new BreakWorkOperations(parts.database(), parts.desk(), parts.access(), parts.clock(), json, announcer)
                .register(operations);
        new FilterOperations(parts.database()).register(operations);
        new PolicyOperations(parts.desk(), parts.access()).register(operations);
        new ProposalOperations(parts, json, announcer).register(operations);
        new PostingOperations(parts, json).register(operations);
        new MandateOperations(parts, json).register(operations);
        new TrendOperations(parts.database(), parts.clock(), json).register(operations);
        new CloseOperations(parts, announcer).register(operations);
    }
}
