@RestController
@RequestMapping("/api/invoices")
public class InvoiceController {

    private final JdbcTemplate database;
    private final InvoiceRepository invoices;

    public InvoiceController(JdbcTemplate database, InvoiceRepository invoices) {
        this.database = database;
        this.invoices = invoices;
    }

    @GetMapping("/{id}")
    @PreAuthorize("isAuthenticated()")
    public Invoice show(@PathVariable long id) {
        return invoices.findById(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping
    @PreAuthorize("isAuthenticated()")
    public List<Invoice> list(@RequestParam(defaultValue = "created") String sort,
                              @AuthenticationPrincipal Customer customer) {
        String query = "SELECT * FROM invoices WHERE customer_id = ? ORDER BY " + sort;
        return database.query(query, new InvoiceMapper(), customer.getId());
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('ACCOUNTANT')")
    public void cancel(@PathVariable long id, @AuthenticationPrincipal Customer customer) {
        Invoice invoice = invoices.findByIdAndCustomerId(id, customer.getId())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        invoices.cancel(invoice);
    }
}
