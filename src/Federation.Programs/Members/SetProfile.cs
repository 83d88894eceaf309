using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    public override async Task<SetProfileResponse> SetProfile(SetProfileRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var member = form.MemberId(request.Member, "member");
        form.Attributes(request.Attributes, "attributes");
        form.Birthday(request.Birthday, "birthday");
        var joined = form.Moment(request.JoinTime, "join_time");
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        form.Check(joined is null || joined <= now, "join_time", "must not be in the future");
        form.Done();

        var admission = await AdmitAsync(partner, request.Member, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var mine = db.Profiles.Where(p => p.PartnerId == partner && p.Member == member);
            if (request.Attributes.Count == 0 && request.Birthday is null && joined is null)
            {
                // What is known of a member who has left can be deleted, too.
                admission.RequireKnown();
                await mine.ExecuteDeleteAsync(cancel);
                return new SetProfileResponse();
            }
            admission.RequireActing();
            var profile = await TakeProfileAsync(mine, cancel)
                ?? db.Profiles.Add(new ProfileRow { PartnerId = partner, Member = member }).Entity;
            Set(profile, request, joined, now);
            return new SetProfileResponse { BirthdaySetTime = profile.BirthdaySetTime?.ToTimestamp() };
        }, cancel);
    }

    /// <summary>The profile that there is; nobody else changes it until the transaction ends.</summary>
    private static async Task<ProfileRow?> TakeProfileAsync(IQueryable<ProfileRow> mine, CancellationToken cancel) =>
        await mine.ExecuteUpdateAsync(s => s.SetProperty(p => p.Revision, p => p.Revision + 1), cancel) == 0
            ? null
            : await mine.SingleAsync(cancel);

    private static void Set(
        ProfileRow profile, SetProfileRequest request, DateTimeOffset? joined, DateTimeOffset now)
    {
        var (month, day) = request.Birthday is { } birthday ? (birthday.Month, birthday.Day) : (0, 0);
        if ((month, day) != (profile.BirthMonth, profile.BirthDay))
            profile.BirthdaySetTime = month == 0 ? null : now;
        (profile.BirthMonth, profile.BirthDay) = (month, day);
        var sorted = request.Attributes.OrderBy(a => a.Name, StringComparer.Ordinal);
        profile.Attributes = new MemberProfile { Attributes = { sorted } }.ToByteArray();
        (profile.JoinTime, profile.UpdateTime) = (joined, now);
    }
}
