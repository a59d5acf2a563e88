// Package attachment is the files of applications: what may be handed in, how it is
// kept, who has looked at it before an official may open it.
//
// A file is accepted by its content and never by its name: PDF, JPEG, PNG. Images are
// drawn anew, so that nothing travels with them; a PDF that can do something is
// refused. What was accepted is sealed under a key of its own, which is wrapped by the
// authority's key while the owner is a draft and by the dossier's key after filing:
// destroying that makes every file of the dossier unreadable.
//
//	added ──▶ quarantined ──scanner: nothing found──▶ clean
//	  │            │ └─no answer: stays, asked again
//	  │            └─something found──▶ infected: its bytes are destroyed, the paper is missing
//	  └─no scanner──▶ unscanned, which every page says
//
// The bytes lie in a blob.Store, the row in the database. The blob is written first: a
// crash between the two leaves a blob without a row, which Sweep finds by its name.
package attachment
