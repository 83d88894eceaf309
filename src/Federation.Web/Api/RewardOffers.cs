using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>What brands offer a member for its coins.</summary>
internal static class RewardOffers
{
    /// <summary>The most pages that are read of a brand's offers: 1,000 rewards.</summary>
    private const int MostPages = 20;

    /// <summary>A brand's offers for the member before the page.</summary>
    public static async Task<IReadOnlyList<RewardOffer>> OfBrandAsync(Alliance alliance, string partner)
    {
        var found = new List<RewardOffer>();
        var token = "";
        for (var page = 0; page < MostPages; page++)
        {
            var listed = await alliance.Client.Rewards.ListRewardOffersAsync(
                new ListRewardOffersRequest { Parent = partner, Member = ResourceNames.Me, PageToken = token },
                cancellationToken: alliance.Cancel);
            found.AddRange(listed.Offers);
            if ((token = listed.NextPageToken).Length == 0)
                break;
        }
        return found;
    }
}
