using Federation.Hosting;
using Federation.Ledger.V1;
using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>What members are told of a range of the ledger's log. Pure.</summary>
internal static class ChangeMessages
{
    /// <param name="journals">The journals, in order.</param>
    /// <param name="settings">The brands that tell their members.</param>
    /// <param name="directory">Brands and coins.</param>
    /// <param name="names">The names by which brands know members.</param>
    public static IReadOnlyList<NewMessage> Of(
        IEnumerable<Journal> journals, IReadOnlyDictionary<string, SettingsRow> settings, DirectorySnapshot directory,
        MemberNames names) =>
        [
            .. journals.SelectMany(CoinChange.Of).Select(change => Of(change, settings, directory, names))
                .OfType<NewMessage>(),
        ];

    private static NewMessage? Of(
        CoinChange change, IReadOnlyDictionary<string, SettingsRow> settings, DirectorySnapshot directory,
        MemberNames names)
    {
        if (!directory.Coins.TryGetValue(change.Coin, out var coin)
            || !settings.TryGetValue(coin.PartnerId, out var row)
            || row.Read().Off.Contains(MessageKind.CoinsChanged)
            || change.Journal.CreateTime.ToDateTimeOffset() < row.BeginTime)
            return null;
        var partner = coin.PartnerId;
        var name = names.NameFor(partner, change.Member);
        var member = Guid.ParseExact(ResourceNames.FirstId(name), "D");
        var journal = JournalId.Parse(change.Journal.Name).Value;
        return new NewMessage(
            partner, member, MessageKind.CoinsChanged,
            MessageKey.OfAlliance($"{journal:N}:{member:N}:{change.Coin}"),
            (brand, language) => new MessageFields(new Dictionary<string, string>
            {
                ["brand"] = directory.NameOf(partner, language == Languages.Chinese),
                ["coin"] = coin.DisplayCode,
                ["units"] = CoinWords.Units(coin, change.Units),
                ["change"] = CoinWords.Change(coin, change.Units),
                ["what"] = change.What,
                ["balance"] = change.BalanceUnits is { } balance ? CoinWords.Units(coin, balance) : "",
                ["date"] = CoinWords.Day(brand, change.Journal.CreateTime.ToDateTimeOffset()),
                ["expires"] = change.ExpireTime is { } end ? CoinWords.Day(brand, end.AddMicroseconds(-1)) : "",
            }));
    }
}
