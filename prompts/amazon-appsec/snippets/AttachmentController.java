@RestController
@RequestMapping("/api/tickets/{ticketId}/attachments")
public class AttachmentController {

    private static final Map<String, String> TYPES =
            Map.of("png", "image/png", "jpg", "image/jpeg", "pdf", "application/pdf");

    private final TicketRepository tickets;
    private final AttachmentStore store;

    public AttachmentController(TicketRepository tickets, AttachmentStore store) {
        this.tickets = tickets;
        this.store = store;
    }

    @GetMapping("/{attachmentId}")
    public ResponseEntity<Resource> download(@PathVariable UUID ticketId,
                                             @PathVariable UUID attachmentId,
                                             @AuthenticationPrincipal Customer customer) {
        Ticket ticket = tickets.findByIdAndCustomerId(ticketId, customer.getId())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Attachment attachment = ticket.attachment(attachmentId)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String type = TYPES.getOrDefault(attachment.extension(), "application/octet-stream");
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header("Content-Disposition", "attachment; filename=\"" + attachmentId + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .body(store.open(attachment.storageKey()));
    }
}
