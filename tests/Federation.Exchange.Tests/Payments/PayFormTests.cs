using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;

namespace Federation.Exchange.Tests;

public class PayFormTests
{
    public static TheoryData<string, string> Malformed => new()
    {
        { "no request id", "request_id" },
        { "no payer", "payer" },
        { "member of another form", "member" },
        { "empty pay code", "pay_code" },
        { "pay code with a line break", "pay_code" },
        { "neither pay nor amount", "how_much" },
        { "pay of nothing", "pay.units" },
        { "pay below nothing", "pay.units" },
        { "pay beyond 2^62", "pay.units" },
        { "pay of no coin", "pay.coin" },
        { "pay with source coin", "source_coin" },
        { "wishes by pay code", "wishes" },
        { "wishes with source coin", "wishes" },
        { "wishes with pay", "wishes" },
        { "coin excluded twice", "wishes.excluded_coins" },
        { "order of no coins", "wishes.order[1]" },
        { "money of another currency", "money.currency" },
        { "money of nothing", "money.units" },
        { "amount of nothing", "amount.units" },
        { "long reference", "external_reference" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Check_Malformed_NamesTheField(string what, string field)
    {
        var form = new Form();
        PayForm.Check(form, Spoilt(what), Given.Currency);

        var refusal = form.Problem();

        Assert.Equal(ErrorReason.FieldInvalid, refusal!.Reason);
        Assert.Equal(field, Assert.Single(refusal.Fields).Field);
    }

    [Fact]
    public void Check_SeveralProblems_AreReportedAtOnce()
    {
        var form = new Form();
        PayForm.Check(form, new PayRequest(), Given.Currency);

        Assert.Equal(["request_id", "payer", "how_much"], form.Problem()!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void CheckAmountCoin_ForeignCoin_IsRefused()
    {
        var request = Given.PayOut("aster", 5, "birch");
        request.Amount.Coin = "coins/cedar";

        var birch = new DirectoryMerchant { CoinId = "birch" };
        var thrown = Assert.Throws<RefusalException>(() => PayForm.CheckAmountCoin(request.Amount, birch));

        Assert.Equal("amount.coin", Assert.Single(thrown.Refusal.Fields).Field);
        PayForm.CheckAmountCoin(request.Amount, null);
        PayForm.CheckAmountCoin(Given.PayOut("aster", 5, "birch").Amount, birch);
    }

    private static PayRequest Spoilt(string what)
    {
        var pay = Given.Pay("aster", 5, "birch");
        var amount = Given.PayOut("aster", 5, "birch");
        switch (what)
        {
            case "no request id": pay.RequestId = ""; return pay;
            case "no payer": pay.ClearPayer(); return pay;
            case "member of another form": pay.Member = "ann"; return pay;
            case "empty pay code": return pay.ByCode("");
            case "pay code with a line break": return pay.ByCode("AB\nCD");
            case "neither pay nor amount": pay.ClearHowMuch(); return pay;
            case "pay of nothing": pay.Pay.Units = 0; return pay;
            case "pay below nothing": pay.Pay.Units = -5; return pay;
            case "pay beyond 2^62": pay.Pay.Units = Units.MaxCommand + 1; return pay;
            case "pay of no coin": pay.Pay.Coin = "aster"; return pay;
            case "pay with source coin": pay.SourceCoin = "coins/aster"; return pay;
            case "wishes by pay code":
                (amount.SourceCoin, amount.Wishes) = ("", new CoinWishes());
                return amount.ByCode();
            case "wishes with source coin": amount.Wishes = new CoinWishes(); return amount;
            case "wishes with pay": pay.Wishes = new CoinWishes(); return pay;
            case "coin excluded twice":
                amount.SourceCoin = "";
                amount.Wishes = new CoinWishes { ExcludedCoins = { "coins/aster", "coins/aster" } };
                return amount;
            case "order of no coins":
                amount.SourceCoin = "";
                amount.Wishes = new CoinWishes { Order = { "coins/aster", "birch" } };
                return amount;
            case "money of another currency": pay.Money = new Money { Currency = "EUR", Units = 5 }; return pay;
            case "money of nothing": pay.Money = new Money { Currency = Given.Currency }; return pay;
            case "amount of nothing": amount.Amount.Units = 0; return amount;
            case "long reference": pay.ExternalReference = new string('x', 129); return pay;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, null);
        }
    }
}
