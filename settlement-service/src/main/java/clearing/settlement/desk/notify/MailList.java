package clearing.settlement.desk.notify;

import clearing.settlement.desk.Severity;
import java.util.List;
import java.util.Set;

/**
 * Mailboxes that are told by mail, whatever the policy says.
 *
 * @param to each of them gets a mail of its own
 * @param events of which they are told
 * @param minSeverity of breaks less severe than this they are not told
 */
public record MailList(List<Mailbox> to, Set<DeskEvent> events, Severity minSeverity) {
    public MailList {
        to = List.copyOf(to);
        events = Set.copyOf(events);
    }

    boolean hears(DeskEvent event, Severity severity) {
        return events.contains(event) && severity.compareTo(minSeverity) >= 0;
    }
}
