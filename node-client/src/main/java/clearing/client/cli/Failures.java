package clearing.client.cli;

import clearing.client.certificate.NoCertificate;
import clearing.client.certificate.TrustAnchorException;
import clearing.client.chain.BlockRejected;
import clearing.client.chain.BlockSourceException;
import clearing.client.outbox.ContentConflict;
import clearing.client.outbox.OutboxException;
import clearing.client.profile.ProfileException;
import clearing.client.sign.KeyFileException;
import clearing.client.submit.LedgerException;
import clearing.client.trade.BadInput;
import clearing.client.trade.LocatedError;
import clearing.kernel.MalformedInput;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong; a defect of the program alone shows its stack. */
final class Failures implements IExecutionExceptionHandler {
    private static final int MAX_SHOWN = 50;

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        switch (e) {
            case BadInput bad -> {
                show(err, bad);
                return Exit.BAD_INPUT;
            }
            case MalformedInput bad -> {
                err.println(bad.field() + ": " + bad.code() + " " + bad.sentence() + ".");
                return Exit.BAD_INPUT;
            }
            case ProfileException bad -> {
                err.println(bad.getMessage());
                return Exit.BAD_INPUT;
            }
            case KeyFileException bad -> {
                err.println(bad.getMessage());
                return Exit.BAD_INPUT;
            }
            case CommandLine.ParameterException bad -> {
                err.println(bad.getMessage());
                return Exit.BAD_INPUT;
            }
            case ContentConflict conflict -> {
                err.println(conflict.getMessage());
                return Exit.BAD_INPUT;
            }
            case TrustAnchorException bad -> {
                err.println(bad.getMessage());
                return Exit.BAD_INPUT;
            }
            case NoCertificate none -> {
                err.println(none.getMessage());
                return Exit.REFUSED;
            }
            case BlockRejected rejected -> {
                err.println(rejected.getMessage());
                err.println("The chain that was delivered is not the ledger's. Nothing more is done with it.");
                return Exit.REFUSED;
            }
            case BlockSourceException unreachable -> {
                err.println("The ledger cannot be reached: " + unreachable.getMessage());
                return Exit.REFUSED;
            }
            case LedgerException refused -> {
                err.println("The ledger did not answer: " + refused.detail());
                return Exit.REFUSED;
            }
            case OutboxException outbox -> {
                err.println(outbox.getMessage());
                return Exit.REFUSED;
            }
            case InterruptedException interrupted -> {
                err.println("Interrupted. What was stored goes on with the next run.");
                return Exit.UNKNOWN;
            }
            default -> {
                e.printStackTrace(err);
                return Exit.REFUSED;
            }
        }
    }

    private static void show(PrintWriter err, BadInput bad) {
        bad.errors().stream().limit(MAX_SHOWN).map(LocatedError::toString).forEach(err::println);
        if (bad.errors().size() > MAX_SHOWN) {
            err.println("... and " + (bad.errors().size() - MAX_SHOWN) + " more");
        }
        err.println("Nothing was changed.");
    }
}
