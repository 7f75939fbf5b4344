/** Keeps the basket of a shopper who is not logged in, in a signed cookie. */
public class BasketCookie {

    private static final String KEY = "bsk-2021-9fK2mQ7xLpVt";

    public String write(Basket basket) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(basket);
        }
        String body = Base64.getUrlEncoder().encodeToString(bytes.toByteArray());
        return body + "." + sign(body);
    }

    public Basket read(String cookie) throws Exception {
        int dot = cookie.lastIndexOf('.');
        String body = cookie.substring(0, dot);
        byte[] bytes = Base64.getUrlDecoder().decode(body);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            Basket basket = (Basket) in.readObject();
            if (!cookie.substring(dot + 1).equals(sign(body))) {
                throw new SecurityException("The basket was changed");
            }
            return basket;
        }
    }

    private static String sign(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
