package la.dlak.sample;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import la.dlak.wallet.Amount;
import la.dlak.wallet.Checks;
import la.dlak.wallet.Codes;
import la.dlak.wallet.Direction;
import la.dlak.wallet.EntryKind;
import la.dlak.wallet.ErrorCode;
import la.dlak.wallet.HistoryFilter;
import la.dlak.wallet.HistorySummary;
import la.dlak.wallet.Keystore;
import la.dlak.wallet.PaymentResult;
import la.dlak.wallet.Preview;
import la.dlak.wallet.WalletConfig;
import la.dlak.wallet.WalletException;
import la.dlak.wallet.WalletFutures;

/** A wallet used from Java: its calls are futures, money and ids are classes. */
public final class PayFromJava {
    private PayFromJava() {}

    /** Makes a wallet, buys some digital kip and pays a code. Gives what to show. */
    public static String pay(WalletConfig config, Keystore keystore, String enrolmentCode, String code) {
        // begin java
        try (WalletFutures wallet = new WalletFutures(
                WalletFutures.create(config, keystore, "271828", "phone").join().getWallet())) {
            wallet.register(enrolmentCode).join();
            wallet.topUp(Amount.ofKip(100_000)).join();
            wallet.sync().join();
            Preview preview = wallet.prepare(code).join();
            PaymentResult result = wallet.confirm(preview).join();
            if (result instanceof PaymentResult.Settled) {
                return "Paid " + result.getPayment().getAmount().format(Locale.ENGLISH);
            } else if (result instanceof PaymentResult.Rejected rejected) {
                return "Not paid: " + rejected.getReason();
            } else if (result instanceof PaymentResult.Expired) {
                return "Not paid: it came too late";
            }
            return "On its way: do not pay again";
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof WalletException why) {
                boolean poor = why.getCode().equals(ErrorCode.Companion.getInsufficientFunds());
                return poor ? "There is only " + why.getAvailable() : "It failed: " + why.getCode();
            }
            throw failed;
        }
        // end
    }

    /** What a shop took in since the day began: how many payments, and how much. */
    public static String dayTotal(WalletFutures shop, Instant midnight) {
        HistorySummary day = shop.historySummary(received(midnight)).join();
        return day.getEntries() + ": " + day.getReceived().format(Locale.ENGLISH);
    }

    /** Payments that came in. */
    public static HistoryFilter received(Instant since) {
        return new HistoryFilter(null, Direction.CREDIT, List.of(EntryKind.PAYMENT), since);
    }

    /** A wallet's place, with nothing said that need not be. */
    public static WalletConfig local(String folder) {
        return new WalletConfig(folder, "http://127.0.0.1:8418");
    }

    /** The first words that begin so. */
    public static List<String> suggested(String typed) {
        return Checks.suggestWords(typed, 2);
    }

    /** Why a code can't be paid; null when it can. */
    public static ErrorCode refused(String code) {
        try {
            Codes.read(code);
            return null;
        } catch (WalletException refused) {
            return refused.getCode();
        }
    }

    /** What was typed, if it is an amount. */
    public static Amount typed(String text) {
        Amount amount = Amount.parse(text, Locale.forLanguageTag("lo"));
        return amount == null ? Amount.getZERO() : amount.plus(Amount.ofAtt(0));
    }
}
