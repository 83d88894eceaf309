using System.Globalization;
using Federation.Hosting;
using Federation.Messages.V1;
using Federation.Rewards.Internal.V1;

namespace Federation.Messages;

/// <summary>What members are told of prizes that they have won. Pure.</summary>
internal static class PrizeMessages
{
    private const string Won = "won";
    private const string PassedOn = "passed-on";
    private const string Ending = "ending";

    /// <summary>What those are told whom a round offers prizes. One who has claimed its prize already is told that it
    /// has won, and not to claim it.</summary>
    /// <param name="round">The round.</param>
    /// <param name="directory">Brands.</param>
    public static IEnumerable<NewMessage> OfBegun(PrizeRound round, DirectorySnapshot directory) =>
        round.Offers.Select(o => Of(round, o, round.Round == 1 ? Won : PassedOn, directory));

    /// <summary>What those are told who have not claimed their prizes, shortly before the round ends.</summary>
    /// <param name="round">The round.</param>
    /// <param name="directory">Brands.</param>
    public static IEnumerable<NewMessage> OfEnding(PrizeRound round, DirectorySnapshot directory) =>
        round.Offers.Where(o => o.Open).Select(o => Of(round, o, Ending, directory));

    private static NewMessage Of(PrizeRound round, PrizeOffer offer, string what, DirectorySnapshot directory)
    {
        var draw = DrawId.Parse(round.Draw);
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"prize:{draw.Id}:{offer.Place}:{round.Round}{(what == Ending ? ":ending" : "")}");
        return new NewMessage(
            draw.PartnerId, MemberChecks.GuidOf(offer.Member), MessageKind.Prizes, MessageKey.OfAlliance(key),
            (settings, language) => new MessageFields(new Dictionary<string, string>
            {
                ["brand"] = directory.NameOf(draw.PartnerId, language == Languages.Chinese),
                ["draw"] = Languages.Text(round.Title, language, draw.Id),
                ["prize"] = Languages.Text(round.Prizes[offer.Prize], language, ""),
                ["what"] = what,
                ["until"] = offer.Open && round.ClaimEndTime is { } end
                    ? CoinWords.Minute(settings, end.ToDateTimeOffset()) : "",
            }));
    }
}
