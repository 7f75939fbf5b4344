/** Imports the catalogue that a seller uploads: a zip archive with products.xml and images. */
public class CatalogueImport {

    private static final Path IMAGES = Path.of("/var/shop/images");
    private final ProductStore products;

    public CatalogueImport(ProductStore products) {
        this.products = products;
    }

    public int run(String sellerId, InputStream upload) throws Exception {
        int imported = 0;
        try (ZipInputStream archive = new ZipInputStream(upload)) {
            ZipEntry entry;
            while ((entry = archive.getNextEntry()) != null) {
                if (entry.getName().equals("products.xml")) {
                    imported += readProducts(sellerId, archive.readAllBytes());
                } else {
                    Path target = IMAGES.resolve(sellerId).resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.copy(archive, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return imported;
    }

    private int readProducts(String sellerId, byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        NodeList nodes = document.getElementsByTagName("product");
        for (int i = 0; i < nodes.getLength(); i++) {
            products.save(Product.from(sellerId, (Element) nodes.item(i)));
        }
        return nodes.getLength();
    }
}
