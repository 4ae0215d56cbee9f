package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import java.net.URI;
import java.util.Set;

/**
 * A webhook that is told.
 *
 * @param name by which the outbox knows it
 * @param url http or https
 * @param secret key of the signature, 16 bytes or more
 * @param events of which it is told
 * @param minSeverity of breaks less severe than this it is not told
 */
public record Channel(String name, URI url, Secret secret, Set<DeskEvent> events, Severity minSeverity)
        implements Target {
    public Channel {
        events = Set.copyOf(events);
    }

    boolean hears(DeskEvent event, Severity severity) {
        return events.contains(event) && severity.compareTo(minSeverity) >= 0;
    }
}
