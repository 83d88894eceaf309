using System.Globalization;
using Federation.Accounts.V1;
using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Attribute = Federation.Programs.V1.Attribute;

namespace Federation.Cli;

/// <summary>Members of a sheet: who is not there is registered, and what the sheet says of a member becomes its
/// profile, as a whole. The request id of a registration follows from the sheet's number, so a member is registered
/// once, also where an import was stopped and the answer never came.</summary>
internal static class MemberImport
{
    private const string Attributes = "attribute.";
    private const int AtOnce = 8;

    public static SheetColumns Columns { get; } = new(["number"], ["language", "birthday", "joined"], Attributes);

    public static async Task RunAsync(
        FederationClient brand, Sheet sheet, ImportReport report, CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = sheet.Rows.ToDictionary(r => r.Number, r => seen.Add(r["number"]));
        await Parallel.ForEachAsync(
            sheet.Rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (row, stop) =>
            {
                try
                {
                    if (!first[row.Number])
                        throw new BadInputException("An earlier row has the same number.");
                    if (row["number"].Length == 0)
                        throw new BadInputException("number: it is empty.");
                    var profile = ProfileOf(row);
                    var (member, wasThere) = await MemberAsync(brand, row, stop);
                    if (profile is not null)
                        await SetAsync(brand, member, profile, stop);
                    report.Take(wasThere);
                }
                catch (BadInputException e)
                {
                    report.Refuse(new RefusedRow(row.Number, row["number"], RefusedRow.Sheet, e.Message));
                }
                catch (RefusedException e)
                {
                    report.Refuse(RefusedRow.Of(row.Number, row["number"], e.Refusal));
                }
            });
    }

    private static async Task<(string Name, bool WasThere)> MemberAsync(
        FederationClient brand, SheetRow row, CancellationToken cancel)
    {
        if (await FindAsync(brand, row["number"], cancel) is { } member)
            return member.State == MemberState.Linked
                ? (member.Name, true)
                : throw new BadInputException(
                    "The member with this number has left the brand or is closed; an import makes no new one of it.");
        var registered = await brand.Members.RegisterMemberAsync(
            new RegisterMemberRequest
            {
                RequestId = IdOf(row["number"]),
                ExternalId = row["number"],
                LanguageCode = row["language"],
            },
            cancellationToken: cancel);
        return (registered.Member.Name, registered.Replayed);
    }

    private static async Task<Member?> FindAsync(FederationClient brand, string number, CancellationToken cancel)
    {
        try
        {
            return (await brand.Members.FindMemberAsync(
                new FindMemberRequest { ExternalId = number }, cancellationToken: cancel)).Member;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.MemberNotFound)
        {
            return null;
        }
    }

    private static async Task SetAsync(
        FederationClient brand, string member, SetProfileRequest profile, CancellationToken cancel)
    {
        (profile.Member, profile.RequestId) = (member, RequestIds.New());
        await brand.MemberPrograms.SetProfileAsync(profile, cancellationToken: cancel);
    }

    /// <summary>What the row says of the member; null if nothing.</summary>
    /// <exception cref="BadInputException">A cell is not right.</exception>
    private static SetProfileRequest? ProfileOf(SheetRow row)
    {
        var profile = new SetProfileRequest();
        foreach (var column in row.Cells.Keys.Where(c => c.StartsWith(Attributes, StringComparison.Ordinal))
            .Where(c => row[c].Length > 0).Order(StringComparer.Ordinal))
            profile.Attributes.Add(new Attribute { Name = column[Attributes.Length..], Value = row[column] });
        if (row["birthday"] is { Length: > 0 } birthday)
            profile.Birthday = DateTime.TryParseExact(
                "2000-" + birthday, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? new Google.Type.Date { Month = day.Month, Day = day.Day }
                : throw new BadInputException($"birthday: '{birthday}' is no month and day, for instance 05-31.");
        if (row["joined"] is { Length: > 0 } joined)
            profile.JoinTime = Moments.Parse(joined, "joined").ToTimestamp();
        return profile.CalculateSize() > 0 ? profile : null;
    }

    private static string IdOf(string number) =>
        Uuids.OfHash(TextHash.Of("federation/import/member", number)).ToString("D");
}
