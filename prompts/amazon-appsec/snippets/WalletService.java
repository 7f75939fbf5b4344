@Service
public class WalletService {

    private final WalletRepository wallets;
    private final TransferLog log;

    public WalletService(WalletRepository wallets, TransferLog log) {
        this.wallets = wallets;
        this.log = log;
    }

    /** Moves money from the wallet of the caller to another wallet. */
    public Receipt transfer(Customer caller, long receiverId, long cents) {
        Wallet sender = wallets.findByOwner(caller.getId());
        Wallet receiver = wallets.findById(receiverId)
                .orElseThrow(() -> new NotFoundException("No such wallet"));

        if (sender.getBalance() < cents) {
            throw new InsufficientFundsException(sender.getBalance());
        }
        sender.setBalance(sender.getBalance() - cents);
        receiver.setBalance(receiver.getBalance() + cents);
        wallets.save(sender);
        wallets.save(receiver);

        log.record(caller.getId(), receiverId, cents, Instant.now());
        return new Receipt(receiverId, cents, sender.getBalance());
    }
}
