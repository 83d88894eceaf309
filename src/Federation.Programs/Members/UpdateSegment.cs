using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    private const int MaxMembers = 1000;
    private const int MaxSegments = 1000;

    // A statement of SQL Server has 2100 parameters at most.
    private const int IdsPerQuery = 500;

    public override async Task<UpdateSegmentResponse> UpdateSegment(
        UpdateSegmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        var segment = form.Segment(request.Segment, "segment");
        var (add, remove) = (Members(form, request.Add, "add"), Members(form, request.Remove, "remove"));
        form.Check(add.Count + remove.Count > 0, "add", "or remove is required");
        form.Check(!add.Overlaps(remove), "remove", "must have nobody who is in add");
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var admission = await AdmitAsync(program.PartnerId, "", cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            await RequireProgramAsync(program, cancel);
            // A name that the brand was never given stands for nobody.
            if (request.Add.FirstOrDefault(m => !names.TryRead(program.PartnerId, m, out _)) is { } stranger)
                throw new RefusalException(
                    Refusal.NotFound(ErrorReason.MemberNotFound, stranger).With("member", stranger));
            admission.RequireKnown();
            var row = await TakeSegmentAsync(program, segment, now, cancel);
            var removed = await RemoveAsync(program, segment, remove, cancel);
            var added = await AddAsync(program, segment, add, cancel);
            row.Members += added - removed;
            return new UpdateSegmentResponse { Segment = ToMessage(row), Added = added, Removed = removed };
        }, cancel);
    }

    private static HashSet<Guid> Members(Form form, RepeatedField<string> members, string field)
    {
        form.Check(members.Count <= MaxMembers, field, $"must be at most {MaxMembers}");
        return [.. members.Take(MaxMembers).Select((m, i) => form.MemberId(m, $"{field}[{i}]"))];
    }

    private static Segment ToMessage(SegmentRow row) => new()
    {
        Segment_ = ResourceNames.Segments + row.Id,
        Members = row.Members,
        UpdateTime = row.UpdateTime.ToTimestamp(),
    };

    /// <summary>The segment; nobody else changes it until the transaction ends.</summary>
    private async Task<SegmentRow> TakeSegmentAsync(
        ProgramId program, string id, DateTimeOffset now, CancellationToken cancel)
    {
        var all = db.Segments.Where(s => s.PartnerId == program.PartnerId && s.ProgramId == program.Id);
        var mine = all.Where(s => s.Id == id);
        if (await mine.ExecuteUpdateAsync(s => s.SetProperty(x => x.UpdateTime, now), cancel) > 0)
            return await mine.SingleAsync(cancel);
        if (await all.CountAsync(cancel) >= MaxSegments)
            throw new RefusalException(new Refusal(
                ErrorReason.SegmentsExhausted, $"{program} has {MaxSegments} segments, as many as it can have.")
                .With("maximum", MaxSegments));
        var made = new SegmentRow
        {
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Id = id,
            UpdateTime = now,
        };
        db.Segments.Add(made);
        return made;
    }

    private IQueryable<SegmentMemberRow> MembersOf(ProgramId program, string segment) => db.SegmentMembers.Where(
        m => m.PartnerId == program.PartnerId && m.ProgramId == program.Id && m.Segment == segment);

    private async Task<int> RemoveAsync(
        ProgramId program, string segment, IReadOnlySet<Guid> members, CancellationToken cancel)
    {
        var removed = 0;
        foreach (var some in members.Chunk(IdsPerQuery))
            removed += await MembersOf(program, segment).Where(m => some.Contains(m.Member))
                .ExecuteDeleteAsync(cancel);
        return removed;
    }

    private async Task<int> AddAsync(
        ProgramId program, string segment, IReadOnlySet<Guid> members, CancellationToken cancel)
    {
        var missing = members.ToHashSet();
        foreach (var some in members.Chunk(IdsPerQuery))
            missing.ExceptWith(await MembersOf(program, segment).Where(m => some.Contains(m.Member))
                .Select(m => m.Member).ToListAsync(cancel));
        db.SegmentMembers.AddRange(missing.Select(m => new SegmentMemberRow
        {
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Segment = segment,
            Member = m,
        }));
        return missing.Count;
    }
}
