using Federation.Hosting;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What is said of a redemption that is held. What looked unusual is not said. Pure.</summary>
internal static class HeldWords
{
    public static MessageFields Of(
        HeldRedemption held, DirectorySnapshot directory, MessageSettings settings, string language)
    {
        var chinese = language == Languages.Chinese;
        var (brand, detail) = (directory.NameOf(held.Id.PartnerId, chinese), held.Detail);
        var title = Languages.Text(detail.Title, language, "");
        var day = CoinWords.Day(settings, held.Journal.CreateTime.ToDateTimeOffset());
        var until = CoinWords.Day(settings, detail.Hold.ExpireTime.ToDateTimeOffset());
        var price = directory.Coins.TryGetValue(ResourceNames.LastPart(detail.Price.Coin), out var coin)
            ? $"{CoinWords.Units(coin, detail.Price.Units)} {coin.DisplayCode}"
            : "";
        return new MessageFields(new Dictionary<string, string>
        {
            ["brand"] = brand,
            ["title"] = chinese ? $"{brand}：一笔兑换正在核查" : $"{brand}: a redemption is being checked",
            ["text"] = chinese
                ? $"{day}，有人用 {price} 兑换了“{title}”。这笔兑换有些不同寻常，{brand}正在核查，最迟于 {until} 处理完毕，"
                    + $"在此之前不会发放。如果是您本人操作，无需理会；如果不是，请立即联系{brand}，并检查您的登录方式。"
                : $"On {day} \"{title}\" was redeemed for {price}. Something about it is unusual, so {brand} is "
                    + $"checking it and gives nothing before that is done, on {until} at the latest. If it was you, "
                    + $"there is nothing to do. If it was not you, tell {brand} now, and look at how you sign in.",
        });
    }
}
