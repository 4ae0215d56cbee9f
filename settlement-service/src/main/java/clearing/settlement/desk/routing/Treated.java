package clearing.settlement.desk.routing;

import clearing.settlement.desk.Owner;
import clearing.settlement.desk.Severity;
import clearing.settlement.desk.policy.Policy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a break is to be in its row after a treatment. */
record Treated(
        long id,
        Owner owner,
        Optional<String> previousOwner,
        Severity severity,
        Optional<Severity> routedSeverity,
        Optional<String> referenceAsset,
        Optional<BigDecimal> referenceValue,
        int businessAge,
        LocalDate agedOn,
        Instant dueAt,
        boolean breached,
        List<Policy.LabelText> newLabels,
        String evidence) {}
