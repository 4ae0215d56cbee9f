package clearing.devnet.gateway;

import clearing.devnet.block.Blocks;
import clearing.devnet.ledger.Transactions;
import com.google.protobuf.InvalidProtocolBufferException;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.peer.ChaincodeEvent;
import org.hyperledger.fabric.protos.peer.FilteredBlock;
import org.hyperledger.fabric.protos.peer.FilteredChaincodeAction;
import org.hyperledger.fabric.protos.peer.FilteredTransaction;
import org.hyperledger.fabric.protos.peer.FilteredTransactionActions;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** A block without its contents: ids, codes and the names of events. */
final class FilteredBlocks {

    private FilteredBlocks() {}

    static FilteredBlock of(Block block) throws InvalidProtocolBufferException {
        var filtered = FilteredBlock.newBuilder().setNumber(block.getHeader().getNumber());
        var codes = Blocks.codes(block);
        for (int i = 0; i < codes.length; i++) {
            var content = Transactions.read(block.getData().getData(i));
            var header = content.header();
            filtered.setChannelId(header.getChannelId());
            var transaction = FilteredTransaction.newBuilder()
                    .setTxid(header.getTxId())
                    .setTypeValue(header.getType())
                    .setTxValidationCode(TxValidationCode.forNumber(codes[i] & 0xff));
            if (header.getType() == HeaderType.ENDORSER_TRANSACTION_VALUE) {
                var actions = FilteredTransactionActions.newBuilder();
                content.event().ifPresent(event -> actions.addChaincodeActions(withoutPayload(event)));
                transaction.setTransactionActions(actions);
            }
            filtered.addFilteredTransactions(transaction);
        }
        return filtered.build();
    }

    private static FilteredChaincodeAction withoutPayload(ChaincodeEvent event) {
        return FilteredChaincodeAction.newBuilder()
                .setChaincodeEvent(event.toBuilder().clearPayload())
                .build();
    }
}
