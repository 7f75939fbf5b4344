@Service
public class PasswordReset {

    private static final Logger LOG = LoggerFactory.getLogger(PasswordReset.class);
    private static final Random RANDOM = new Random();

    private final AccountRepository accounts;
    private final ResetTokens tokens;
    private final Mailer mailer;

    public PasswordReset(AccountRepository accounts, ResetTokens tokens, Mailer mailer) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.mailer = mailer;
    }

    public void request(String email) {
        accounts.findByEmail(email).ifPresent(account -> {
            String token = Long.toHexString(RANDOM.nextLong());
            tokens.save(account.getId(), token, Instant.now().plus(15, ChronoUnit.MINUTES));
            LOG.info("Password reset for {} with token {}", email, token);
            mailer.send(email, "https://shop.example/reset?token=" + token);
        });
    }

    public void complete(String token, String newPassword) {
        ResetToken found = tokens.findValid(token, Instant.now())
                .orElseThrow(() -> new BadRequestException("The link is no longer valid"));
        Account account = accounts.get(found.getAccountId());
        account.setPasswordHash(PasswordHash.of(newPassword));
        accounts.save(account);
        mailer.send(account.getEmail(), "Your password was changed.");
    }
}
